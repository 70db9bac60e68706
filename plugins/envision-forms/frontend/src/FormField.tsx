/** One field of the form around it, wherever the author put it. */
import { type ComponentProps, ErrorCard } from "@envision/core";
import { useContext } from "react";
import { Field } from "./Field";
import { FormFieldsContext } from "./formFields";
import type { FormFieldProps } from "./props.gen";

export function FormField({ name }: ComponentProps<FormFieldProps>) {
  const around = useContext(FormFieldsContext);
  if (!around)
    return (
      <ErrorCard
        problem={`The field "${name}" is not inside of a form.`}
        hint="Put FormField among the children of a Form."
      />
    );
  const spec = around.fields.find((field) => field.name === name);
  if (!spec)
    return <ErrorCard problem={`The form "${around.form}" has no field "${name}".`} hint="Check the field's name." />;
  return <Field form={around.form} spec={spec} />;
}
