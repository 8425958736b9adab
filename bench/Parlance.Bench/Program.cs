using System.CommandLine;
using Parlance.Bench.Codecs;
using Parlance.Bench.Commits;
using Parlance.Bench.Matching;
using Parlance.Bench.Prepare;
using Parlance.Bench.Queries;

var root = new RootCommand("Measures Parlance from within one process; `bench/run` measures it from outside.")
{
    CodecsCommand.Create(),
    CommitsCommand.Create(),
    MatchingCommand.Create(),
    PrepareCommand.Create(),
    QueriesCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
