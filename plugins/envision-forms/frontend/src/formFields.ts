/** Lets fields anywhere inside a form find what the server said of them. */
import { createContext } from "react";
import type { FieldSpec } from "./props.gen";

export interface FormFields {
  form: string;
  fields: readonly FieldSpec[];
  /** A file is on its way; the form is not sent without it. */
  setSending: (field: string, isSending: boolean) => void;
}

export const FormFieldsContext = createContext<FormFields | null>(null);
