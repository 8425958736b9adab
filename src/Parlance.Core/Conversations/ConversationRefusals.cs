namespace Parlance.Core.Conversations;

internal static class ConversationRefusals
{
    public static readonly Refusal PasswordRequired =
        new(RefusalCode.PasswordRequired, "This room needs its password.", "Send the right `password` with `join`.") { Field = "password" };
}
