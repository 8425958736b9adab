namespace Parlance.Scenarios.Harness;

/// <summary>One server for each engine, shared by stories as each start costs more than a story: they tell of people and rooms of their own only.</summary>
/// <param name="beside">A chat on a server that others are on, too.</param>
public abstract class SharedServers<TChat>(Func<ServerProcess, TChat> beside) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Engine, ServerProcess> _servers = []; // guarded by _gate

    public async Task<TChat> On(Engine engine)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_servers.TryGetValue(engine, out var server))
                _servers[engine] = server = await ServerProcess.StartAsync(new ServerSettings(), await Database.CreateAsync(engine));
            return beside(server);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var dead = _servers.Values.Where(s => !s.IsRunning).Select(s => $"A server died under the stories:\n{s.Log}").ToList();
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
        dead.ShouldBeEmpty();
        foreach (var server in _servers.Values)
            server.ShouldHaveLoggedNoErrors();
        _gate.Dispose();
    }
}
