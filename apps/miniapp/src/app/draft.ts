/** Keeps what a person typed over a reload: Android's WebView reloads whenever memory is short. */

export function readDraft<T>(name: string, isDraft: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(`regulars/${name}`) ?? 'null');
    return isDraft(value) ? value : null;
  } catch {
    return null;
  }
}

export function writeDraft(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(`regulars/${name}`, JSON.stringify(value));
  } catch {
    // Without storage the draft lives as long as the page.
  }
}

export function dropDraft(name: string): void {
  try {
    sessionStorage.removeItem(`regulars/${name}`);
  } catch {
    // Nothing was kept then.
  }
}
