/** Files to send, chosen or dropped on the field, with a bar that shows how far each is. */
import { type UploadedValue, useUpload } from "@envision/core";
import { Button, CloseButton, Group, InputWrapper, Progress, Text } from "@envision/ui";
import { useContext, useState } from "react";
import type { Described, InForm } from "./fieldProps";
import { fileProblem, sizeText } from "./fileRules";
import { FormFieldsContext } from "./formFields";
import { BELOW, useField } from "./inputs";

export interface FileInputProps extends Described, InForm {
  accept?: readonly string[];
  max_bytes?: number;
  isMultiple: boolean;
}

export function FileInput({ accept, max_bytes, isMultiple, ...props }: FileInputProps) {
  const [input, field] = useField<UploadedValue | UploadedValue[] | null>(props);
  const upload = useUpload();
  const around = useContext(FormFieldsContext);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const files = Array.isArray(input.value) ? input.value : input.value ? [input.value] : [];

  async function send(chosen: readonly File[]) {
    const taken = isMultiple ? chosen : chosen.slice(0, 1);
    const wrong = taken.map((file) => fileProblem(file, { accept, max_bytes })).find((text) => text !== null);
    setProblem(wrong ?? null);
    if (wrong) return;
    const sent = isMultiple ? [...files] : [];
    around?.setSending(field.id, true);
    try {
      for (const file of taken) {
        setSending(file.name);
        sent.push(await upload.start(file));
        input.set(isMultiple ? [...sent] : (sent[0] ?? null));
      }
      input.blur(); // so the server looks at the content at once
    } catch {
      // the upload's own error is shown; what arrived before it is kept
    } finally {
      setSending(null);
      around?.setSending(field.id, false);
    }
  }

  const error = field.error ?? problem ?? upload.error ?? undefined;
  return (
    <InputWrapper
      id={field.id}
      label={field.label}
      description={field.description}
      error={error}
      required={field.required}
      inputWrapperOrder={BELOW}
    >
      <div style={{ display: "grid", gap: 8 }}>
        <input
          id={field.id}
          type="file"
          className="envision-file"
          data-filled={files.length > 0 || undefined} // the files are listed below, the browser would say that there are none
          accept={accept?.join(",")}
          multiple={isMultiple}
          disabled={field.disabled || sending !== null}
          aria-invalid={error ? true : undefined}
          aria-describedby={
            [field.description && `${field.id}-description`, error && `${field.id}-error`].filter(Boolean).join(" ") ||
            undefined
          }
          onChange={(event) => {
            void send([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = ""; // the same file may be chosen again after a change
          }}
        />
        {sending !== null && (
          <Group gap="sm" wrap="nowrap">
            <Progress value={(upload.progress ?? 0) * 100} aria-label={`Sending ${sending}`} style={{ flex: 1 }} />
            <Button variant="subtle" size="compact-xs" onClick={upload.cancel}>
              Cancel
            </Button>
          </Group>
        )}
        <div aria-live="polite">
          {files.map((file) => (
            <Group key={file.upload} gap="xs" wrap="nowrap">
              <Text size="sm" truncate>
                {file.name} ({sizeText(file.size)})
              </Text>
              <CloseButton
                size="sm"
                aria-label={`Remove ${file.name}`}
                disabled={field.disabled}
                onClick={() => input.set(isMultiple ? files.filter((one) => one !== file) : null)}
              />
            </Group>
          ))}
        </div>
      </div>
    </InputWrapper>
  );
}
