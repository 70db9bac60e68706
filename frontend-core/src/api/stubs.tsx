/** Signatures of the public hooks until their implementations land. */
import type { AnchorHTMLAttributes, ReactNode } from "react";
import type { ActionHandle, Call, FormHandle, InputHandle, JobState, NoticeLevel, ThemeTokens, UploadHandle, WidgetState } from "../publicTypes";

function missing(): never {
  throw new Error("not built yet");
}

/** Reads and writes the input `name`; inside a `FormScope`, the form's field of that name. */
export function useInput<T>(name: string): InputHandle<T> {
  void name;
  return missing();
}
/** Calls a server method of this component. */
export function useCall(): Call {
  return missing();
}
/** Runs actions of the app. */
export function useAction(): ActionHandle {
  return missing();
}
/** The form of that name, or the surrounding `FormScope`'s. */
export function useForm(name?: string): FormHandle {
  void name;
  return missing();
}
/** Makes `useInput` below it mean fields of this form. */
export function FormScope({ form, children }: { form: string; children: ReactNode }) {
  void form;
  return <>{children}</>;
}
/** Colours, font and radius of the page; changes with light and dark. */
export function useTheme(): ThemeTokens {
  return missing();
}
/** Which component this is and how its data is. */
export function useWidget(): WidgetState {
  return missing();
}
/** Goes to a page of the app. */
export function useNavigate(): (page: string) => void {
  return missing();
}
/** A link to a page of the app. */
export function Link(props: { page: string; children: ReactNode } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a>{props.children}</a>;
}
/** Sends a file to the server. */
export function useUpload(): UploadHandle {
  return missing();
}
/** Shows a notice to the person in front of the screen. */
export function useNotify(): (text: string, level?: NoticeLevel) => void {
  return missing();
}
/** The newest state of a job. */
export function useJob(id: string | null | undefined): JobState | undefined {
  void id;
  return missing();
}
