/** Holds a component's room while its code or data is on the way. */
export function Placeholder({ height = 80, label = "Loading" }: { height?: number; label?: string }) {
  return (
    <div className="env-placeholder" style={{ minHeight: height }} role="status" aria-busy="true">
      <span className="env-sr">{label}</span>
    </div>
  );
}
