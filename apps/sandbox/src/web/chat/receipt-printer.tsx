// A cash register for trying things out: prints a receipt to send as a photo, or to scan by its code.
import { type FormEvent, useState } from 'react';
import { Icon } from '../icons.tsx';
import { Modal } from '../modal.tsx';
import { printReceipt } from '../receipt.ts';
import { showRefusal } from '../refusal.ts';
import { useWords } from '../words/use-words.ts';

/** Of the first shop of the demo. */
const demoDrive = '9282440300669857';
const demoZone = 'Europe/Moscow';

interface PrinterProps {
  onPhoto: (photo: File) => void;
}

export function ReceiptPrinter({ onPhoto }: PrinterProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={words.printReceipt}
        title={words.printReceipt}
        onClick={() => setOpen(true)}
      >
        <Icon name="receipt" />
      </button>
      {isOpen && (
        <PrinterDialog
          onClose={() => setOpen(false)}
          onPhoto={(photo) => {
            setOpen(false);
            onPhoto(photo);
          }}
        />
      )}
    </>
  );
}

function PrinterDialog({ onPhoto, onClose }: PrinterProps & { onClose: () => void }) {
  const words = useWords();
  const [sum, setSum] = useState('540');
  const [fiscalDrive, setFiscalDrive] = useState(demoDrive);
  const [copied, setCopied] = useState('');
  const totalMinor = Math.round(Number(sum.replace(',', '.')) * 100);
  const isPrintable = totalMinor > 0 && /^\d{16}$/.test(fiscalDrive);
  const print = () => printReceipt({ fiscalDrive, totalMinor, zone: demoZone });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isPrintable) print().then(({ picture }) => onPhoto(picture), showRefusal);
  };
  const copy = async () => {
    const { text } = await print();
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <Modal title={words.printReceipt} onClose={onClose}>
      <form className="form" onSubmit={send}>
        <label className="field">
          <span>{words.receiptSum}</span>
          <input inputMode="decimal" value={sum} onChange={(event) => setSum(event.target.value)} />
        </label>
        <label className="field">
          <span>{words.receiptDrive}</span>
          <input
            inputMode="numeric"
            maxLength={16}
            value={fiscalDrive}
            onChange={(event) => setFiscalDrive(event.target.value)}
          />
        </label>
        {copied && <p role="status">{words.receiptCopied}</p>}
        <div className="form-actions">
          <button
            type="button"
            className="text-button"
            disabled={!isPrintable}
            onClick={() => void copy().catch(showRefusal)}
          >
            {words.receiptCopy}
          </button>
          <span className="spacer" />
          <button type="submit" className="filled-button" disabled={!isPrintable}>
            {words.receiptPhoto}
          </button>
        </div>
      </form>
    </Modal>
  );
}
