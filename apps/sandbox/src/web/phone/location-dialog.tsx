// Whether the Mini App may know where the phone is, and where that is in the sandbox.
import { useState } from 'react';
import { useWords } from '../words/use-words.ts';
import type { Dialog } from './mini-app-state.ts';

interface LocationDialogProps {
  dialog: Extract<Dialog, { kind: 'location' }>;
  dismiss: () => void;
}

const placePattern = /^\s*-?\d+([.]\d+)?\s*,\s*-?\d+([.]\d+)?\s*$/;

export function LocationDialog({ dialog, dismiss }: LocationDialogProps) {
  const words = useWords();
  const [place, setPlace] = useState(dialog.place);
  const answer = (chosen: string | null) => {
    dismiss();
    dialog.onAnswer(chosen);
  };
  return (
    <form
      className="phone-dialog"
      role="alertdialog"
      aria-label={words.askLocationTitle}
      onKeyDown={(event) => event.key === 'Escape' && answer(null)}
      onSubmit={(event) => {
        event.preventDefault();
        answer(place.trim());
      }}
    >
      <h3>{words.askLocationTitle}</h3>
      <p>{words.askLocationText}</p>
      <label className="phone-dialog-field">
        {words.askLocationPlace}
        <input value={place} onChange={(event) => setPlace(event.target.value)} inputMode="decimal" />
      </label>
      <div className="phone-dialog-actions">
        <button type="button" onClick={() => answer(null)}>
          {words.dontAllow}
        </button>
        <button type="submit" className="is-preferred" disabled={!placePattern.test(place)}>
          {words.allow}
        </button>
      </div>
    </form>
  );
}
