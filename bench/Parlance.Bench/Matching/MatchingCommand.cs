using System.CommandLine;
using System.Text.Json;

namespace Parlance.Bench.Matching;

/// <summary>What the matchmaker costs, and how it treats people, with few and with very many who wait.</summary>
internal static class MatchingCommand
{
    private static readonly MatchSimulation[] Towns =
    [
        new("100", 2.2, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)),
        new("10,000", 280, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2)),
        new("100,000", 3_100, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(60)),
    ];

    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "The smallest of everything, to see that it works" };
        var json = new Option<bool>("--json") { Description = "One line of JSON instead of text" };
        var command = new Command("matching", "Measure the matchmaker and its queue, and simulate a town that uses it.") { quick, json };
        command.SetAction(async (arguments, _) =>
        {
            var isQuick = arguments.GetValue(quick);
            var second = TimeSpan.FromSeconds(isQuick ? 0.2 : 1.5);
            var cost = new QueueCost(second);
            int[] crowds = isQuick ? [100] : [100, 10_000, 100_000];
            var queue = crowds.SelectMany(cost.Run).ToList();
            var throughput = await new Throughput(second * 2).RunAsync();
            List<SimulationFigures> simulations = [];
            foreach (var town in isQuick ? Towns[..1] : Towns)
                simulations.Add(await town.RunAsync());

            if (arguments.GetValue(json))
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new MatchingResults(queue, throughput, simulations), MatchingResultsJson.Default.MatchingResults));
            else
                Print(queue, throughput, simulations);
            return simulations.Exists(town => town.Violations > 0) ? 1 : 0;
        });
        return command;
    }

    private static void Print(List<QueueFigures> queue, ThroughputFigures throughput, List<SimulationFigures> simulations)
    {
        queue.ForEach(Console.WriteLine);
        Console.WriteLine(throughput);
        foreach (var town in simulations)
        {
            Console.WriteLine(town);
            foreach (var group in town.Groups)
                Console.WriteLine($"    {group}");
        }
    }
}
