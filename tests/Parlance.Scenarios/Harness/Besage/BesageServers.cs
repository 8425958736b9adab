[assembly: AssemblyFixture(typeof(Parlance.Scenarios.Harness.Besage.BesageServers))]

namespace Parlance.Scenarios.Harness.Besage;

/// <summary>One server for each engine, shared by all stories of this kind, as each start costs more than a story: they tell of people and chats of their own only.</summary>
public sealed class BesageServers : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Engine, ServerProcess> _servers = []; // guarded by _gate

    public async Task<BesageChat> On(Engine engine)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_servers.TryGetValue(engine, out var server))
                _servers[engine] = server = await ServerProcess.StartAsync(new ServerSettings(), await Database.CreateAsync(engine));
            return new BesageChat(server, ownsServer: false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
        foreach (var server in _servers.Values)
            server.ShouldHaveLoggedNoErrors();
        _gate.Dispose();
    }
}
