namespace Parlance.Scenarios.Harness.Blink;

/// <summary>One server for each engine, of one class of stories alone: whoever looks for a partner may meet anybody on the server, so each story leaves nobody behind.</summary>
public sealed class BlinkServers : IAsyncDisposable
{
    private readonly RoomsServers _servers = new();

    public async Task<BlinkChat> On(Engine engine) => new((await _servers.On(engine)).Server, ownsServer: false);

    public ValueTask DisposeAsync() => _servers.DisposeAsync();
}
