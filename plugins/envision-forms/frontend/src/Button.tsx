/** Runs an action once for each click. */
import { type ComponentProps, useAction, useNavigate, useTheme, useWidget } from "@envision/core";
import { Button as UiButton, Text as UiText } from "@envision/ui";
import type { ButtonProps } from "./props.gen";
import { useSlow } from "./useSlow";

/** Mantine's plain red is a little too pale to be read as text on a light page. */
const COLOURS = {
  light: { primary: undefined, neutral: "gray", danger: "red.9" },
  dark: { primary: undefined, neutral: "gray", danger: "red" },
} as const;

export function Button({ label, action, args, then, variant, tone, disabled }: ComponentProps<ButtonProps>) {
  const { id } = useWidget();
  const { run, running, error } = useAction();
  const navigate = useNavigate();
  const { scheme } = useTheme();
  const isSlow = useSlow(running);

  async function press() {
    try {
      if (action) await run(action, args);
    } catch {
      return; // the error is shown below
    }
    if (then) navigate(then);
  }

  return (
    <div>
      {/* Quick clicks each count, so the button blocks only once its action takes noticeably long. */}
      <UiButton
        id={id}
        variant={variant}
        color={COLOURS[scheme][tone]}
        disabled={disabled}
        loading={isSlow}
        aria-busy={running || undefined}
        onClick={() => void press()}
      >
        {label}
      </UiButton>
      {error && (
        <UiText role="alert" c="red" size="sm" mt={4}>
          {error.message}
          {error.hint && <small style={{ display: "block" }}>{error.hint}</small>}
        </UiText>
      )}
    </div>
  );
}
