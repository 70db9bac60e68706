/** Says what broke in place of a component, and what to do. */
import type { Problem } from "../publicTypes";

export interface ErrorCardProps extends Problem {
  /** Heading above the problem, default "This could not be shown". */
  title?: string;
  /** Shows a button that tries again. */
  onRetry?: () => void;
}

export function ErrorCard({ title = "This could not be shown", problem, hint, place, onRetry }: ErrorCardProps) {
  return (
    <div className="env-error" role="alert">
      <strong>{title}</strong>
      <p>{problem}</p>
      {hint && <p className="env-error-hint">{hint}</p>}
      {place && <code>{place}</code>}
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Retry
        </button>
      )}
    </div>
  );
}
