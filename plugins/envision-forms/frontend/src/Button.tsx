/** Runs an action once for each click. */
import { type ComponentProps, useAction, useNavigate, useTheme, useWidget } from "@envision/core";
import { Button as UiButton, Text as UiText } from "@envision/ui";
import type { ButtonProps } from "./props.gen";
import { useSlow } from "./useSlow";

/** Colours in which text is read with ease; Mantine's own red and grey are a little too pale for it, or too dark. */
const FILLED = { primary: undefined, neutral: "#495057", danger: "#c92a2a" } as const;
const COLOURS = {
  light: { ...FILLED, danger: "#b42318" },
  dark: { primary: undefined, neutral: "#ced4da", danger: "#ff8787" },
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
        color={(variant === "filled" ? FILLED : COLOURS[scheme])[tone]}
        disabled={disabled}
        loading={isSlow}
        aria-busy={running || undefined}
        onClick={() => void press()}
      >
        {label}
      </UiButton>
      {error && (
        <UiText role="alert" c="var(--mantine-color-error)" size="sm" mt={4}>
          {error.message}
          {error.hint && <small style={{ display: "block" }}>{error.hint}</small>}
        </UiText>
      )}
    </div>
  );
}
