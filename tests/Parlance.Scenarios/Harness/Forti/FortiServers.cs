[assembly: AssemblyFixture(typeof(Parlance.Scenarios.Harness.Forti.FortiServers))]

namespace Parlance.Scenarios.Harness.Forti;

/// <summary>One server for each engine, shared by all stories of this kind, as each start costs more than a story: they tell of people of their own only.</summary>
public sealed class FortiServers : IAsyncDisposable
{
    private readonly RoomsServers _servers = new();

    public async Task<FortiChat> On(Engine engine) => new((await _servers.On(engine)).Server, ownsServer: false);

    public ValueTask DisposeAsync() => _servers.DisposeAsync();
}

/// <summary>As <see cref="FortiServers"/>, of one class alone: for stories in which everybody on the server is to be seen.</summary>
public sealed class OwnFortiServers : IAsyncDisposable
{
    private readonly FortiServers _servers = new();

    public Task<FortiChat> On(Engine engine) => _servers.On(engine);

    public ValueTask DisposeAsync() => _servers.DisposeAsync();
}
