/** Holds a component's room while its code or data is on the way. */

/** A grey area of the right height; screen readers hear `label`. */
export function Placeholder({ height = 80, label = "Loading" }: { height?: number; label?: string }) {
  return (
    <div className="env-placeholder" style={{ minHeight: height }} aria-busy="true">
      <span className="env-sr">{label}</span>
    </div>
  );
}
