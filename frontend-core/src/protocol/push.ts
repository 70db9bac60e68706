/** A push with its params, told apart by its method. */
import type { Pushes } from "./messages.gen";

export type Push = { [Method in keyof Pushes]: { method: Method; params: Pushes[Method] } }[keyof Pushes];
