using System.Text.Json;

namespace Parlance.Scenarios.Harness.Across;

/// <summary>A socket of any family whose every frame is kept, so that a story can ask later what came, how often and in which order.</summary>
public sealed class Listener : IAsyncDisposable
{
    private readonly WireSocket _wire;
    private readonly Lock _gate = new();
    private readonly List<JsonElement> _frames = []; // guarded by _gate
    private readonly TaskCompletionSource<(int? Code, string Reason)> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _listening;
    private int _passed;

    private Listener(WireSocket wire, string who, Func<Listener, JsonElement, Task>? answering)
    {
        (_wire, Who) = (wire, who);
        _listening = ListenAsync(answering);
    }

    /// <summary>For complaints.</summary>
    public string Who { get; }

    public IReadOnlyList<JsonElement> All
    {
        get
        {
            lock (_gate)
                return [.. _frames];
        }
    }

    /// <summary>All of this type, or this `chat.event`.</summary>
    public IReadOnlyList<JsonElement> Of(string kind) => [.. All.Where(frame => KindOf(frame) == kind)];

    /// <summary>`type`, or what a `chat.event` is about.</summary>
    public static string KindOf(JsonElement frame) => frame.Text("event") ?? frame.Text("type") ?? "";

    /// <param name="answering">What the client does about each frame, before the next one is read.</param>
    public static async Task<Listener> Open(int port, string path, string who, string address, Func<Listener, JsonElement, Task>? answering = null)
    {
        var wire = await WireSocket.DialAsync(port);
        try
        {
            (await wire.HandshakeAsync(path, $"X-Forwarded-For: {address}")).ShouldStartWith("HTTP/1.1 101", customMessage: who);
            return new Listener(wire, who, answering);
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    public Task Sends(params (string Name, object? Value)[] fields) => _wire.SendTextAsync(Body.Of(fields));

    /// <summary>Waits for a frame of this kind, if need be one that came already; those that were heard before do not count again.</summary>
    public async Task<JsonElement> Hears(string kind, Func<JsonElement, bool>? which = null)
    {
        JsonElement? heard = null;
        await Eventually.Holds(() =>
        {
            var all = All;
            for (var i = _passed; i < all.Count; i++)
            {
                if (KindOf(all[i]) != kind || which?.Invoke(all[i]) == false)
                    continue;
                heard = all[i];
                return null;
            }

            return $"{Who} heard no such `{kind}`, but {string.Join(", ", all.Skip(_passed))}{(_closed.Task.IsCompleted ? $" and then {_closed.Task.Result}" : "")}";
        });
        return heard!.Value;
    }

    /// <summary>Whatever came so far is not heard again.</summary>
    public void Forgets() => _passed = All.Count;

    public async Task<(int? Code, string Reason)> IsClosed() => await _closed.Task.WaitAsync(Eventually.Patience);

    public bool IsOpen => !_closed.Task.IsCompleted;

    public async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync();
        await _listening;
    }

    private async Task ListenAsync(Func<Listener, JsonElement, Task>? answering)
    {
        try
        {
            while (await _wire.ReadFrameAsync(TimeSpan.FromMinutes(5)) is { } frame)
            {
                if (frame.OpCode == WireSocket.Close)
                {
                    _closed.TrySetResult((frame.CloseCode, frame.CloseReason));
                    return;
                }

                if (frame.OpCode != WireSocket.Text)
                    continue;
                using var json = JsonDocument.Parse(frame.Payload);
                var told = json.RootElement.Clone();
                lock (_gate)
                    _frames.Add(told);
                if (answering is not null)
                    await answering(this, told);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The story is over, or the line was cut.
        }

        _closed.TrySetResult((null, ""));
    }
}
