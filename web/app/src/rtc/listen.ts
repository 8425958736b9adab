/** The loudest moment of a track within this time, 0 to 1. */
export async function loudest(track: MediaStreamTrack, ms: number): Promise<number> {
  const context = new AudioContext();
  try {
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let peak = 0;
    for (const end = performance.now() + ms; performance.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      analyser.getFloatTimeDomainData(samples);
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  } finally {
    await context.close();
  }
}
