namespace Parlance.Bench.Prepare;

/// <summary>Who sits where: each guest has one room in each set, and each set mixes them differently, so that rooms of two sets share few members.</summary>
/// <param name="Prefix">First part of every key.</param>
/// <param name="RoomSize">Members of each room; the last ones of a set may stay smaller.</param>
/// <param name="Sets">Rooms a guest has.</param>
internal sealed record Seating(string Prefix, int RoomSize, int Sets)
{
    /// <summary>Set 0 seats guests in order, as the load generator numbers its rooms: guest i in room i / RoomSize.</summary>
    public IEnumerable<string> RoomsOf(int guest)
    {
        for (var set = 0; set < Sets; set++)
            yield return $"{Prefix}-{set}-{Room(set, guest)}";
    }

    private int Room(int set, int guest)
    {
        if (set == 0)
            return guest / RoomSize;

        // Within each block of RoomSize² guests, a square of rows (set 0), and of columns shifted by one more seat a row with every set.
        var block = guest / (RoomSize * RoomSize);
        var row = guest / RoomSize % RoomSize;
        var column = (guest + (set - 1) * row) % RoomSize;
        return block * RoomSize + column;
    }
}
