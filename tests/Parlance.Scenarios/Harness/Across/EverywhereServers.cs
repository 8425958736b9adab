[assembly: AssemblyFixture(typeof(Parlance.Scenarios.Harness.Across.EverywhereServers))]

namespace Parlance.Scenarios.Harness.Across;

/// <summary>One server for each engine, shared by all stories of this kind, as each start costs more than a story: they tell of people of their own only.</summary>
public sealed class EverywhereServers : IAsyncDisposable
{
    private readonly RoomsServers _servers = new();

    public async Task<Everywhere> On(Engine engine) => new((await _servers.On(engine)).Server, ownsServer: false);

    public ValueTask DisposeAsync() => _servers.DisposeAsync();
}
