let context: AudioContext | undefined;

/** Two soft notes. Silent until somebody has clicked in the page, as browsers want it. */
export function playTone(): void {
  if (navigator.userActivation?.hasBeenActive === false) return;
  try {
    context ??= new AudioContext();
    if (context.state !== 'running') return void context.resume().catch(() => undefined);
    const at = context.currentTime;
    note(context, 660, at, 0.12);
    note(context, 880, at + 0.1, 0.2);
  } catch {
    // No sound device.
  }
}

function note(context: AudioContext, hertz: number, at: number, seconds: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.08, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}
