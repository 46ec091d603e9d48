/** Gives a text to the person as a file: through the phone's share sheet where it takes files, else a download. */

export async function handOver(text: string, fileName: string): Promise<void> {
  const file = new File([text], fileName, { type: 'application/json' });
  const isPhone = matchMedia('(pointer: coarse)').matches;
  if (isPhone && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: fileName });
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      // Telegram's WebView may refuse sharing although it claims to know how: a download is next.
    }
  }
  download(file);
}

function download(file: File): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: file.name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
