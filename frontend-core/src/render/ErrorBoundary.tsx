/** Keeps a component's crash to itself. */
import { Component, type ReactNode } from "react";

interface Props {
  /** Shown in place of what crashed; `reset` tries again. */
  fallback(error: unknown, reset: () => void): ReactNode;
  /** A change tries again, as new data may render. */
  resetKey?: unknown;
  children: ReactNode;
}

interface State {
  failure: { error: unknown } | null;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.failure && before.resetKey !== this.props.resetKey) this.reset();
  }

  reset = () => this.setState({ failure: null });

  override render() {
    return this.state.failure ? this.props.fallback(this.state.failure.error, this.reset) : this.props.children;
  }
}
