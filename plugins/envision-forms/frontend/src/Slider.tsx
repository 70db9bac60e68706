/** A number on a line. Written a few times a second while it moves, and once more when it is let go. */
import type { ComponentProps } from "@envision/core";
import { Group, InputWrapper } from "@envision/ui";
import { Slider as UiSlider } from "@envision/ui/Slider";
import { useEffect, useMemo, useState } from "react";
import type { InForm } from "./fieldProps";
import { BELOW, useField } from "./inputs";
import type { SliderProps } from "./props.gen";
import { throttle } from "./throttle";

export const MOVING_MS = 150;

const BOTH_ENDS = { display: "flex", width: "auto", justifyContent: "space-between", gap: "1em" } as const;

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
        <>
          {field.label} <output>{text(value)}</output>
        </>
      }
      labelProps={{ style: BOTH_ENDS }}
      labelElement="div"
      inputWrapperOrder={BELOW}
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
        mt={10}
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
      {/* Screen readers hear them with the thumb. */}
      <Group justify="space-between" c="dimmed" fz="xs" mt={4} aria-hidden="true">
        <span>{shown(min, step)}</span>
        <span>{shown(max, step)}</span>
      </Group>
    </InputWrapper>
  );
}

/** A number without the dust of binary fractions: as many places as the step has. */
export function shown(number: number, step: number): string {
  const places = Math.min((String(step).split(".")[1] ?? "").length, 6);
  return String(Number(number.toFixed(Math.max(places, step % 1 === 0 && number % 1 !== 0 ? 2 : 0))));
}
