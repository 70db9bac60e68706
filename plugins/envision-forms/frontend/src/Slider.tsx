/** A number on a line. Written a few times a second while it moves, and once more when it is let go. */
import type { ComponentProps } from "@envision/core";
import { InputWrapper } from "@envision/ui";
import { Slider as UiSlider } from "@envision/ui/Slider";
import { useEffect, useMemo, useState } from "react";
import type { InForm } from "./fieldProps";
import { useField } from "./inputs";
import type { SliderProps } from "./props.gen";
import { throttle } from "./throttle";

export const MOVING_MS = 150;

export function Slider({ min, max, step = 1, unit, ...props }: ComponentProps<SliderProps> & InForm) {
  const [input, field] = useField<number>(props);
  const [moving, setMoving] = useState<number | null>(null);
  const { set } = input;
  const write = useMemo(() => throttle((value: number) => set(value), MOVING_MS), [set]);
  useEffect(() => write.flush, [write]);
  const value = moving ?? input.value ?? props.value ?? min;
  const text = (number: number) => `${shown(number, step)}${unit ? ` ${unit}` : ""}`;
  return (
    <InputWrapper
      label={
        <span style={{ display: "flex", justifyContent: "space-between", gap: "1em" }}>
          {field.label} <output>{text(value)}</output>
        </span>
      }
      labelProps={{ style: { display: "block" } }}
      labelElement="div"
      description={field.description}
      error={field.error}
    >
      <UiSlider
        id={field.id}
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={field.disabled}
        label={text}
        thumbLabel={field.label}
        marks={[
          { value: min, label: shown(min, step) },
          { value: max, label: shown(max, step) },
        ]}
        mt={6}
        mb="lg"
        onChange={(next) => {
          setMoving(next);
          write(next);
        }}
        onChangeEnd={(next) => {
          write.cancel();
          set(next);
          setMoving(null);
        }}
      />
    </InputWrapper>
  );
}

/** A number without the dust of binary fractions: as many places as the step has. */
export function shown(number: number, step: number): string {
  const places = Math.min((String(step).split(".")[1] ?? "").length, 6);
  return String(Number(number.toFixed(Math.max(places, step % 1 === 0 && number % 1 !== 0 ? 2 : 0))));
}
