/** Slider, loaded only by components that use it. */

import css from "@mantine/core/styles/Slider.layer.css?url";
import { stylesheet } from "./stylesheet";

export { RangeSlider, Slider } from "@mantine/core";

await stylesheet(css);
