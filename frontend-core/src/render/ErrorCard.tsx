/** Says what broke in place of a component, and what to do. */
import type { ReactNode } from "react";
import type { Problem } from "../publicTypes";

export interface ErrorCardProps extends Problem {
  /** Heading above the problem. */
  title?: string;
  /** Shows a button that tries again. */
  onRetry?: () => void;
}

/** In place of a component that cannot be shown: the problem, what to do, where in the author's code, a way to retry. */
export function ErrorCard({ title = "This could not be shown", problem, hint, place, onRetry }: ErrorCardProps) {
  return (
    <div className="env-error" role="alert">
      <p className="env-error-title">{title}</p>
      <p>{problem}</p>
      {hint && <p className="env-error-hint">Hint: {withCode(hint)}</p>}
      {(place || onRetry) && (
        <div className="env-error-foot">
          {place && <code>{place}</code>}
          {onRetry && (
            <button type="button" className="env-button" onClick={onRetry}>
              Retry
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** What stands between backticks is code. */
function withCode(text: string): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
  return text.split("`").map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part));
}
