using System.CommandLine;
using System.CommandLine.Parsing;

namespace Parlance.Bench.Prepare;

/// <summary>Fills a running server with guests who are members of rooms, and writes their access tokens to a file, one a line.</summary>
internal static class PrepareCommand
{
    /// <summary>Enough to keep the server's log writer in full batches.</summary>
    private const int Concurrency = 64;

    public static Command Create()
    {
        var server = new Option<Uri>("--server") { Description = "Base address, e.g. http://127.0.0.1:8000", Required = true, CustomParser = ParseAddress };
        var guests = new Option<int>("--guests") { Description = "How many", DefaultValueFactory = _ => 10_000 };
        var sets = new Option<int>("--sets") { Description = "Rooms each of them is a member of", DefaultValueFactory = _ => 3 };
        var roomSize = new Option<int>("--room-size") { Description = "Members of a room", DefaultValueFactory = _ => 10 };
        var prefix = new Option<string>("--prefix") { Description = "First part of the rooms' keys: PREFIX-SET-NUMBER", DefaultValueFactory = _ => "crowd" };
        var output = new Option<FileInfo>("--output") { Description = "File for the tokens; line i belongs to guest i", Required = true };
        var command = new Command("prepare", "Make guests and rooms on a running server, for loads that need them.") { server, guests, sets, roomSize, prefix, output };

        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var api = new NativeRest(arguments.GetRequiredValue(server), Concurrency);
            var seating = new Seating(arguments.GetRequiredValue(prefix), arguments.GetRequiredValue(roomSize), arguments.GetRequiredValue(sets));
            var tokens = await FillAsync(api, seating, arguments.GetRequiredValue(guests), cancellationToken);
            await File.WriteAllLinesAsync(arguments.GetRequiredValue(output).FullName, tokens, cancellationToken);
        });
        return command;
    }

    private static Uri? ParseAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;

        argument.AddError($"'{argument.Tokens[0].Value}' is not an http address.");
        return null;
    }

    private static async Task<string[]> FillAsync(NativeRest api, Seating seating, int guests, CancellationToken cancellationToken)
    {
        var tokens = new string[guests];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, guests, options, async (guest, cancellation) =>
        {
            tokens[guest] = await api.CreateGuestAsync($"u{guest}", cancellation);
            foreach (var room in seating.RoomsOf(guest))
                await api.JoinAsync(tokens[guest], room, cancellation);
        });
        return tokens;
    }
}
