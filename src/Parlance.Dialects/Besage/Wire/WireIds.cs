using Parlance.Core;

namespace Parlance.Dialects.Besage.Wire;

/// <summary>Integer ids of what this wire numbers and the core does not: participants, statuses and reactions.</summary>
/// <remarks>
/// 52 bits mixed out of the two ids that make the thing what it is: the same everywhere and for ever, below 2^53, and two of one kind collide about as rarely as
/// random numbers do. Nothing is ever looked up by them.
/// </remarks>
internal static class WireIds
{
    public static long Participant(ConversationId chat, UserId user) => Mix(0x01, chat.Value, user.Value);

    public static long Status(MessageId message, UserId receiver) => Mix(0x02, message.Value, receiver.Value);

    public static long Reaction(MessageId message, UserId user) => Mix(0x03, message.Value, user.Value);

    /// <summary>`splitmix64` over salt and ids, one after the other; its top 52 bits, and never 0.</summary>
    private static long Mix(ulong salt, long first, long second)
    {
        var mixed = Step(Step(Step(salt) ^ (ulong)first) ^ (ulong)second) >> 12;
        return mixed == 0 ? 1 : (long)mixed;
    }

    private static ulong Step(ulong x)
    {
        unchecked
        {
            x += 0x9E3779B97F4A7C15;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
