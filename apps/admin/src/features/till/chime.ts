/** One short tone for a card read, two for a sale, a low one for a refusal; without files, off until switched on. */
import { useLocalStorage } from '@mantine/hooks';

export function useSound() {
  const [isOn, setOn] = useLocalStorage({
    key: 'regulars.till.sound',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return { isOn, toggle: () => setOn((current) => !current) };
}

const tunes = {
  found: [{ hertz: 1046, at: 0 }],
  sold: [
    { hertz: 880, at: 0 },
    { hertz: 1318, at: 0.12 },
  ],
  refused: [{ hertz: 220, at: 0 }],
} as const;
const toneSeconds = 0.18;

export function chime(tune: keyof typeof tunes): void {
  const audio = new AudioContext();
  const tones = tunes[tune];
  for (const { hertz, at } of tones) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const start = audio.currentTime + at;
    loudness.gain.setValueAtTime(0.2, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + toneSeconds);
    tone.frequency.value = hertz;
    tone.connect(loudness).connect(audio.destination);
    tone.start(start);
    tone.stop(start + toneSeconds);
    if (at === tones.at(-1)?.at) tone.onended = () => void audio.close();
  }
}
