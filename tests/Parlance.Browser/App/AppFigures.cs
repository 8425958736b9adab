using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>What the web app weighs. docs/performance.md holds the figures of a quiet machine; here only what must not grow is checked.</summary>
/// <remarks>With `PARLANCE_FIGURES` naming a file, the full amounts are taken and a line for each figure is written there.</remarks>
public sealed partial class AppFigures(AppServer server) : IClassFixture<AppServer>
{
    private const int MaxEntryKiB = 150;

    private static readonly string? Report = Environment.GetEnvironmentVariable("PARLANCE_FIGURES");

    private static bool IsFull => Report is not null;

    [Fact]
    public void The_way_to_the_first_screen_stays_light()
    {
        var dist = Path.Combine(typeof(AppFigures).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "WebFolder").Value!, "app", "dist");
        var scripts = EntryScript().Matches(File.ReadAllText(Path.Combine(dist, "index.html"))).Select(match => match.Groups[1].Value).ToArray();
        scripts.ShouldNotBeEmpty();

        var gzipped = scripts.Sum(script => GzippedBytes(Path.Combine(dist, script)));

        Tell("entry JavaScript, gzipped", $"{gzipped / 1024.0:F1} KiB in {scripts.Length} files");
        (gzipped / 1024).ShouldBeLessThan(MaxEntryKiB);
    }

    [Fact]
    public async Task Memory_stays_where_it_was_however_much_is_paged()
    {
        var count = IsFull ? 100_000 : 3_000;
        await using var ana = await server.Guest("Ana");
        var room = await ana.CreatesRoom($"Archive {Guid.NewGuid():N}"[..16]);
        await ana.Opens("rooms");
        await Seed.MessagesAsync(server, ana, room, count, i => $"message {i} of many, of the usual length that messages have");
        await ana.Opens($"c/{room}");
        await ana.Message($"message {count} ").WaitForAsync();
        var before = await HeapMiBAsync(ana.Page);

        await Eventually.Holds(async () =>
        {
            var first = await ana.Page.EvaluateAsync<int>(
                """
                async () => {
                  const log = document.querySelector('[role=log]');
                  const first = () => Number(log.querySelector('[data-seq]')?.dataset.seq ?? 0);
                  for (let i = 0; i < 200 && first() > 1; i++) {
                    log.scrollTop = 0;
                    await new Promise(requestAnimationFrame);
                  }
                  return first();
                }
                """);
            return first == 1 ? null : $"still at {first}";
        }, TimeSpan.FromMinutes(15));

        var after = await HeapMiBAsync(ana.Page);
        Tell($"heap before and after {count} messages were paged", $"{before:F1} and {after:F1} MiB");
        after.ShouldBeLessThan(before + 15);
        (await ana.Messages.CountAsync()).ShouldBeLessThan(200);
    }

    [Fact]
    public async Task An_open_room_keeps_up_with_two_hundred_messages_a_second()
    {
        const int perSecond = 200;
        var seconds = IsFull ? 20 : 3;
        await using var ana = await server.Guest("Ana");
        await using var ben = await server.Guest("Ben");
        var name = $"Busy {Guid.NewGuid():N}"[..14];
        var room = await ana.CreatesRoom(name);
        await ben.Joins(name);
        await ben.IsInAConversation();
        await ben.Opens("rooms");

        await ana.Page.EvaluateAsync("() => { window.times = []; const next = (at) => { times.push(at); requestAnimationFrame(next); }; requestAnimationFrame(next); }");
        await Seed.MessagesAsync(server, ben, room, perSecond * seconds, i => $"message {i} of a busy room.", perSecond);
        await ana.Message($"message {perSecond * seconds} ").WaitForAsync();

        var times = await ana.Page.EvaluateAsync<double[]>("() => times");
        var frames = times.Zip(times.Skip(1), (one, next) => next - one).Order().ToArray();
        var expected = (times[^1] - times[0]) / (1000.0 / 60);
        Tell($"frames while {perSecond} messages a second arrive for {seconds} s", string.Create(CultureInfo.InvariantCulture,
            $"{frames.Length} of {expected:F0} ({(1 - (frames.Length / expected)) * 100:F1} % dropped), median {frames[frames.Length / 2]:F1} ms, p99 {frames[(int)(frames.Length * 0.99)]:F1} ms"));
    }

    [Fact]
    public async Task A_reload_is_soon_a_list_of_messages()
    {
        await using var ana = await server.Guest("Ana");
        var room = await ana.CreatesRoom($"Quick {Guid.NewGuid():N}"[..14]);
        await Seed.MessagesAsync(server, ana, room, 200, i => $"message {i}");
        var took = new List<double>();
        for (var i = 0; i < (IsFull ? 15 : 2); i++)
        {
            await ana.Opens($"c/{room}");
            await ana.Message("message 200").WaitForAsync();
            took.Add(await ana.Page.EvaluateAsync<double>("() => performance.now()"));
        }

        took.Sort();
        Tell("from the address to the list of messages, local server", $"median {took[took.Count / 2]:F0} ms, worst {took[^1]:F0} ms");
    }

    private static async Task<double> HeapMiBAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("HeapProfiler.collectGarbage");
        var usage = await session.SendAsync("Runtime.getHeapUsage");
        return usage!.Value.GetProperty("usedSize").GetDouble() / (1 << 20);
    }

    private static long GzippedBytes(string path)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(path));
        return output.Length;
    }

    private static void Tell(string figure, string value)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{figure}: {value}");
        if (Report is not null)
            File.AppendAllText(Report, $"{figure}: {value}\n");
    }

    [GeneratedRegex("(?:src|href)=\"/app/(assets/[^\"]+\\.js)\"")]
    private static partial Regex EntryScript();
}
