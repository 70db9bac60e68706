/** A Django form: fields wherever the author put them, one button, and how its submit goes. */
import { type ComponentProps, FormScope, useForm } from "@envision/core";
import { Alert, Button, Stack, Title } from "@envision/ui";
import { useEffect, useMemo, useRef, useState } from "react";
import { Field } from "./Field";
import { FormJob, isJobRunning } from "./FormJob";
import { FormFieldsContext } from "./formFields";
import type { FormProps } from "./props.gen";

export function Form({ name, title, submit_label, fields, rest, children }: ComponentProps<FormProps>) {
  const form = useForm(name);
  const element = useRef<HTMLFormElement>(null);
  const [sending, setSendingFields] = useState<readonly string[]>([]);
  const around = useMemo(
    () => ({
      form: name,
      fields,
      setSending: (field: string, isSending: boolean) =>
        setSendingFields((before) => [...before.filter((other) => other !== field), ...(isSending ? [field] : [])]),
    }),
    [name, fields],
  );
  const initial = useMemo(() => initialOf(fields), [fields]);
  const isRunning = form.job !== null && isJobRunning(form.job);
  useFocusOnFault(element, form.submitting, form.errors);
  useFocusAfter(element, isRunning);

  return (
    <FormScope form={name} initial={initial}>
      <FormFieldsContext value={around}>
        <form
          ref={element}
          noValidate // the server's sentences, in the server's language, instead of the browser's
          aria-label={title || name}
          onSubmit={(event) => {
            event.preventDefault();
            if (!form.submitting && sending.length === 0) form.submit();
          }}
        >
          <Stack gap="md">
            {title && (
              <Title order={2} size="h3">
                {title}
              </Title>
            )}
            {children}
            {fields
              .filter((field) => rest.includes(field.name) && field.kind !== "hidden")
              .map((field) => (
                <Field key={field.name} form={name} spec={field} />
              ))}
            {form.error && (
              <Alert role="alert" color="red" maw="40rem">
                {form.error}
              </Alert>
            )}
            <Button
              type="submit"
              loading={form.submitting}
              disabled={sending.length > 0 || isRunning}
              style={{ justifySelf: "start", alignSelf: "flex-start" }}
            >
              {submit_label}
            </Button>
            {/* Below the button, so that the button stays where it was pressed. */}
            {form.job && !form.submitting && (
              <div style={{ maxWidth: "40rem" }}>
                <FormJob job={form.job} />
              </div>
            )}
          </Stack>
        </form>
      </FormFieldsContext>
    </FormScope>
  );
}

/** What the form proposes, so that a submit without a keystroke sends it. */
function initialOf(fields: FormProps["fields"]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap(({ name, initial }) => (initial == null ? [] : [[name, initial]])));
}

/** After a submit that was refused, the first field that is wrong has the focus. */
function useFocusOnFault(
  element: { current: HTMLFormElement | null },
  isSubmitting: boolean,
  errors: Readonly<Record<string, readonly string[]>>,
) {
  const wasSubmitting = useRef(false);
  useEffect(() => {
    if (wasSubmitting.current && !isSubmitting && Object.keys(errors).length > 0) {
      element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    }
    wasSubmitting.current = isSubmitting;
  }, [element, isSubmitting, errors]);
}

/** Cancel goes when its job ends; whoever pressed it goes on at the form's button. */
function useFocusAfter(element: { current: HTMLFormElement | null }, isRunning: boolean) {
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning && document.activeElement === document.body) {
      element.current?.querySelector<HTMLElement>("[type=submit]")?.focus({ preventScroll: true });
    }
    wasRunning.current = isRunning;
  }, [element, isRunning]);
}
