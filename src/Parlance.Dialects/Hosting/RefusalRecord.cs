namespace Parlance.Dialects.Hosting;

/// <summary>One "no", kept so that an operator can see why somebody's client does not work.</summary>
/// <param name="Surface">`http`, `handshake` or `command`.</param>
/// <param name="Dialect">`native`, `blink`, …, or `server` when it was refused before any dialect saw it.</param>
/// <param name="Where">Route template or command name, never a path with values in it: `/api/v1/rooms/{id}`, `send`.</param>
/// <param name="Code">As the native wire spells it.</param>
/// <param name="Origin">Origin header of the page behind it, or null.</param>
public sealed record RefusalRecord(DateTimeOffset At, string Surface, string Dialect, string Where, string Code, string Sentence, string Remedy, string? Origin);
