using Microsoft.Playwright;
using Parlance.Core.Calls;

namespace Parlance.Browser;

/// <summary>Calls through a real coturn, which knows our users by nothing but the credentials that the server makes for them.</summary>
public class RelayTests(Chromium chromium)
{
    private const string Gather = """
        async ({ urls, username, credential }) => {
          const peer = new RTCPeerConnection({ iceServers: [{ urls, username, credential }], iceTransportPolicy: 'relay' });
          const found = new Set(); // once each, however many networks the machine has
          peer.onicecandidateerror = ({ errorCode }) => found.add(`error ${errorCode}`);
          peer.onicecandidate = ({ candidate }) => { if (candidate?.candidate) found.add(candidate.type); };
          const complete = new Promise((resolve) => {
            peer.onicegatheringstatechange = () => { if (peer.iceGatheringState === 'complete') resolve(); };
          });
          peer.createDataChannel('any');
          await peer.setLocalDescription(await peer.createOffer());
          await complete;
          peer.close();
          return [...found];
        }
        """;

    [Fact]
    public async Task Strangers_who_reach_each_other_only_through_the_relay_see_and_hear_each_other()
    {
        await using var turn = await RelayAsync();
        await using var town = await FoundedAsync(turn);
        var ana = await (await town.Stranger("ana", relayOnly: true)).Waiting();
        var bob = await town.Stranger("bob", relayOnly: true);

        var first = await ana.Meets(bob);
        await ana.SeesAndHearsTheStranger();
        await bob.SeesAndHearsTheStranger();
        foreach (var page in (StrangerPage[])[ana, bob])
            (await page.RouteAsync()).ShouldBe("relay to relay", page.Name);
        await ana.IsPhotographed("relayed.png");

        await bob.Next();
        await bob.Meets(ana, after: first);
        await ana.SeesAndHearsTheStranger();
        await bob.SeesAndHearsTheStranger();
    }

    [Fact]
    public async Task The_relay_takes_credentials_until_they_expire()
    {
        await using var turn = await RelayAsync();
        await using var town = await FoundedAsync(turn);
        var page = await town.EmptyPage();
        var options = new CallOptions { TurnUrls = [turn.Url], TurnSecret = TurnServer.Secret };
        var now = DateTimeOffset.UtcNow;

        var good = await GatherAsync(page, options, now);
        var expired = await GatherAsync(page, options, now - options.TurnLifetime - TimeSpan.FromMinutes(1));

        good.ShouldBe(["relay"], turn.Log);
        expired.ShouldBe(["error 401"], turn.Log);
        turn.Log.ShouldContain(":somebody>"); // its accounting is by user
    }

    private static async Task<TurnServer> RelayAsync()
    {
        if (TurnServer.Missing is { } reason)
            Assert.Skip(reason);
        return await TurnServer.StartAsync();
    }

    private Task<Town> FoundedAsync(TurnServer turn) =>
        Town.Founded(chromium, new ServerSettings().With("TURN_URLS", turn.Url).With("TURN_SECRET", TurnServer.Secret));

    /// <summary>What a browser finds with credentials that were made at a time.</summary>
    private static async Task<string[]> GatherAsync(IPage page, CallOptions options, DateTimeOffset at)
    {
        var relay = new IceServers(options, new StoppedClock(at)).For("somebody").Servers.Single();
        return await page.EvaluateAsync<string[]>(Gather, new { urls = relay.Urls, username = relay.Username, credential = relay.Credential });
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
