#pragma warning disable xUnit1051 // every wait of the client has a limit of its own, on the clock that the test moves
using Parlance.Client;

namespace Parlance.Tests.Client;

/// <summary>The client against a server played by the test, on a clock moved by the test.</summary>
public abstract class PlayedClientTest
{
    private protected PlayedServer Server { get; } = new();

    private protected ManualTime Time { get; } = new();

    /// <summary>The connection that <see cref="Connect"/> begins with.</summary>
    private protected Task<PlayedServer.Line> First { get; private set; } = null!;

    private protected async Task<ParlanceClient> Connect(Func<ParlanceClientOptions, ParlanceClientOptions>? with = null, string hello = PlayedServer.Hello)
    {
        var options = new ParlanceClientOptions
        {
            Server = new Uri("http://played"),
            Credentials = ParlanceCredentials.Token("a1"),
            Transport = Server,
            Time = Time,
        };
        First = Server.Welcomes(hello);
        return await ParlanceClient.ConnectAsync(with?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    /// <summary>The next connection, letting the time pass that the client waits before it.</summary>
    private protected async Task<PlayedServer.Line> Welcomed(string hello = PlayedServer.Hello)
    {
        var welcome = Server.Welcomes(hello);
        await Time.PassUntil(() => welcome.IsCompleted, TimeSpan.FromMilliseconds(100));
        return await welcome;
    }

    private protected static async Task<T> Next<T>(IAsyncEnumerator<ParlanceEvent> events) where T : ParlanceEvent
    {
        while (await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)))
        {
            if (events.Current is T wanted)
                return wanted;
        }

        throw new ShouldAssertException($"The events ended without a {typeof(T).Name}.");
    }

    private protected static string MessageAt(long position) =>
        $$"""{"type":"message","conversation":5,"seq":{{position - 100}},"position":{{position}},"id":{{position}},"sender":12,"name":"Ana","content":"hello","sent_at":0}""";
}
