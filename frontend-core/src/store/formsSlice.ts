/** Drafts of the forms, their problems, and how their submit goes. */
import { createSlice } from "@reduxjs/toolkit";
import { fieldSet, formAnswered, formBegun, formFailed, formSent, formValidated, pageOpened } from "./events";

export interface FormEntry {
  values: Record<string, unknown>;
  errors: Record<string, readonly string[]>;
  /** Fields changed here since the server last told their values. */
  touched: Record<string, true>;
  submitted: boolean;
  submitting: boolean;
  problem: string | null;
}

export type FormsState = Record<string, FormEntry>;

export const emptyForm: FormEntry = {
  values: {},
  errors: {},
  touched: {},
  submitted: false,
  submitting: false,
  problem: null,
};

function entry(state: FormsState, form: string): FormEntry {
  state[form] ??= { ...emptyForm, values: {}, errors: {}, touched: {} };
  return state[form];
}

export const formsSlice = createSlice({
  name: "forms",
  initialState: {} as FormsState,
  reducers: {},
  extraReducers: (builder) =>
    builder
      .addCase(pageOpened, (state, { payload }) => {
        for (const [name, form] of Object.entries(payload.forms)) {
          const ours = entry(state, name);
          for (const [field, value] of Object.entries(form.values))
            if (!ours.touched[field]) ours.values[field] = value;
          ours.submitted = form.submitted;
        }
      })
      .addCase(formBegun, (state, { payload: { form, initial } }) => {
        const ours = entry(state, form);
        for (const [field, value] of Object.entries(initial)) if (!(field in ours.values)) ours.values[field] = value;
      })
      .addCase(fieldSet, (state, { payload: { form, field, value } }) => {
        const ours = entry(state, form);
        ours.values[field] = value;
        ours.touched[field] = true;
      })
      .addCase(formValidated, (state, { payload }) => {
        const ours = entry(state, payload.form);
        for (const field of payload.fields) {
          const problems = payload.errors[field];
          if (problems?.length) ours.errors[field] = problems;
          else delete ours.errors[field];
        }
      })
      .addCase(formSent, (state, { payload }) => {
        const ours = entry(state, payload);
        ours.submitting = true;
        ours.problem = null;
      })
      .addCase(formAnswered, (state, { payload }) => {
        const ours = entry(state, payload.form);
        const isAccepted = Object.keys(payload.errors).length === 0;
        ours.submitting = false;
        ours.submitted = isAccepted || ours.submitted;
        ours.errors = payload.errors;
        ours.problem = payload.errors.__all__?.join(" ") ?? null;
        if (isAccepted) ours.touched = {};
      })
      .addCase(formFailed, (state, { payload }) => {
        const ours = entry(state, payload.form);
        ours.submitting = false;
        ours.problem = payload.problem;
      }),
});
