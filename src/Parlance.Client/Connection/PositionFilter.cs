namespace Parlance.Client.Connection;

/// <summary>The one cursor over all conversations: lets each stored event pass once.</summary>
/// <remarks>
/// One position can stand for two events in a replay (a message that was edited and reacted to since), so events at the cursor itself are told apart
/// by type and thing. A connection that breaks inside a replay may have taken one of the two: the next hello asks for the position again.
/// Connection loop only.
/// </remarks>
internal sealed class PositionFilter(long? cursor)
{
    private readonly HashSet<(string Type, long Thing)> _atCursor = [];

    /// <summary>Null until a first connection or event told a position. Written by the connection loop, read from anywhere.</summary>
    public long? Cursor => Volatile.Read(ref _cursor) is var value and >= 0 ? value : null;

    private long _cursor = cursor ?? -1;
    private bool _replaying;

    /// <summary>What to send as `cursor` in the next hello.</summary>
    public long? ForHello => _replaying && _atCursor.Count > 0 && _cursor > 0 ? _cursor - 1 : Cursor;

    /// <summary>False for an event that was given before.</summary>
    /// <param name="thing">Id of the message, member or conversation that changed.</param>
    public bool IsNew(string type, long thing, long position) =>
        position > _cursor
        || (position == _cursor && !_atCursor.Contains((type, thing)))
        // The state of a conversation one was just added to is as old as its last change. Giving a whole state twice does no harm.
        || type == "conversation";

    /// <summary>The event is in the reader's hands.</summary>
    public void Took(string type, long thing, long position)
    {
        if (position < _cursor)
            return;
        if (position > _cursor)
            MoveTo(position);
        _atCursor.Add((type, thing));
    }

    /// <summary>A connection begins; what it replays is complete only at <see cref="Complete"/>.</summary>
    public void BeginReplay() => _replaying = true;

    /// <summary>Everything up to <paramref name="position"/> was given.</summary>
    public void Complete(long position)
    {
        _replaying = false;
        if (position > _cursor)
            MoveTo(position);
    }

    /// <summary>The reader starts anew from <paramref name="position"/>, which may lie before the cursor when a server was set back to a backup.</summary>
    public void Restart(long position)
    {
        _replaying = false;
        MoveTo(position);
    }

    private void MoveTo(long position)
    {
        Volatile.Write(ref _cursor, position);
        _atCursor.Clear();
    }
}
