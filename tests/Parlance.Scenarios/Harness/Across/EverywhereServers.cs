namespace Parlance.Scenarios.Harness.Across;

/// <summary>One server for each engine, shared by the stories of a class: they tell of people of their own only.</summary>
public sealed class EverywhereServers : IAsyncDisposable
{
    private readonly RoomsServers _servers = new();

    public async Task<Everywhere> On(Engine engine) => new((await _servers.On(engine)).Server, ownsServer: false);

    public ValueTask DisposeAsync() => _servers.DisposeAsync();
}
