/** What the early script and tests find on `window`. */
interface Window {
  __envision?: {
    /** Opened before the shell has run. */
    socket?: WebSocket;
    frames?: string[];
    /** Renders by component id, kept when `localStorage["envision:count-renders"]` is set. */
    renders?: Map<string, number>;
  };
}
