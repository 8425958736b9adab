namespace Parlance.Scenarios.Harness.Blink;

/// <summary>Servers of one class of stories alone: whoever looks for a partner may meet anybody on the server, so each story leaves nobody behind.</summary>
public sealed class BlinkServers() : SharedServers<BlinkChat>(server => new BlinkChat(server, ownsServer: false));
