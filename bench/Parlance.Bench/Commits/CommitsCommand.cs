using System.CommandLine;
using System.Text.Json;

namespace Parlance.Bench.Commits;

/// <summary>What an acknowledged message costs on each engine, beside a bare insert on the same disk in the same run.</summary>
internal static class CommitsCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Where the databases go: the disk that is measured", DefaultValueFactory = _ => new DirectoryInfo(Path.GetTempPath()) };
        var quick = new Option<bool>("--quick") { Description = "A tenth of the work, to see that it runs" };
        var json = new Option<bool>("--json") { Description = "One line of JSON instead of text" };
        var command = new Command("commits", "Measure commits on SQLite and PostgreSQL.") { folder, quick, json };

        command.SetAction(async (arguments, cancellationToken) =>
        {
            var samples = arguments.GetValue(quick) ? 500 : 5_000;
            var rows = new List<CommitFigures>();
            await foreach (var engine in EnginesAsync(arguments.GetRequiredValue(folder).FullName, cancellationToken))
            {
                await using (engine)
                    rows.Add(await MeasureAsync(engine, samples, cancellationToken));
            }

            if (arguments.GetValue(json))
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(rows, CommitFiguresJson.Default.ListCommitFigures));
            else
                rows.ForEach(Console.WriteLine);
        });
        return command;
    }

    private static async IAsyncEnumerable<Engine> EnginesAsync(string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new SqliteEngine(folder);

        if (await TemporaryPostgres.StartAsync(folder, cancellationToken) is { } server)
            yield return new PostgresEngine(server);
        else
            await Console.Error.WriteLineAsync("PostgreSQL is not installed: left out.");
    }

    private static async Task<CommitFigures> MeasureAsync(Engine engine, int samples, CancellationToken cancellationToken)
    {
        await using var bare = await engine.OpenBareAsync(cancellationToken);
        var times = new List<TimeSpan>(samples);
        for (var i = 0; i < samples; i++)
            times.Add(bare.Measure());
        return new CommitFigures(engine.Name, Median(times).TotalMilliseconds);
    }

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
