namespace Parlance.Scenarios.Harness;

/// <summary>One server for each engine, shared by the stories of a class: they tell of people and rooms of their own only.</summary>
public sealed class ChatServers : IAsyncDisposable
{
    private readonly RoomsServers _servers = new();
    private int _chats; // interlocked

    public async Task<Chat> On(Engine engine) => Chat.Beside((await _servers.On(engine)).Server, $"-{Interlocked.Increment(ref _chats)}");

    public ValueTask DisposeAsync() => _servers.DisposeAsync();
}
