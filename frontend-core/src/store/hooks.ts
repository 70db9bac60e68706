/** Typed access to the store; the only file that imports react-redux. */
import { createContext } from "react";
import { createSelectorHook, Provider, type ReactReduxContextValue } from "react-redux";
import type { RootState } from "./store";

// A context of our own, so that a plugin which brings react-redux for itself never meets this store.
export const StoreContext = createContext<ReactReduxContextValue<RootState> | null>(null);

export const useAppSelector = createSelectorHook(StoreContext).withTypes<RootState>();

export { Provider as StoreProvider };
