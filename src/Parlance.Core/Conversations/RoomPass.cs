using Parlance.Core.Accounts;

namespace Parlance.Core.Conversations;

/// <summary>What lets somebody into a room that does not let everybody in.</summary>
/// <param name="Password">In clear, if the caller gave one.</param>
/// <param name="Client">Where the caller is: a password proved from there in the last twelve hours counts (<see cref="RoomGrants"/>). Null where tokens tell who it is.</param>
public sealed record RoomPass(string? Password = null, ClientOrigin? Client = null)
{
    public static readonly RoomPass None = new();
}
