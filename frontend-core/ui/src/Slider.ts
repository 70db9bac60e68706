/** Slider, loaded only by components that use it. */
import { stylesheet } from "./stylesheet";
import css from "@mantine/core/styles/Slider.layer.css?url";

export { RangeSlider, Slider } from "@mantine/core";

await stylesheet(css);
