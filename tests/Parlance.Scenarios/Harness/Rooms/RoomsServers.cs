namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>One server for each engine, shared by the stories of a class: they tell of people and rooms of their own only.</summary>
public sealed class RoomsServers : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Engine, ServerProcess> _servers = []; // guarded by _gate

    public async Task<RoomsChat> On(Engine engine)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_servers.TryGetValue(engine, out var server))
                _servers[engine] = server = await ServerProcess.StartAsync(new ServerSettings(), await Database.CreateAsync(engine));
            return new RoomsChat(server, ownsServer: false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        var dead = _servers.Values.Where(s => !s.IsRunning).Select(s => $"A server died under the stories:\n{s.Log}").ToList();
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
        dead.ShouldBeEmpty();
        foreach (var server in _servers.Values)
            server.ShouldHaveLoggedNoErrors();
        _gate.Dispose();
    }
}
