namespace Parlance.Core.Moderation;

public static class BanRules
{
    public const int MaxDevice = 128;
    public const int MaxReason = 2_000;

    /// <summary>For whoever comes from an address or with a device that is banned. Says as little of the ban as that of an account does.</summary>
    public static readonly Refusal Banned = new(RefusalCode.Banned, "You are banned from this server.", "Ask the operator of this server.");

    public static readonly Refusal NoSuchBan = new(RefusalCode.NotFound, "There is no such ban, or it is lifted already.", "Check the id.");

    public static readonly Refusal NotOneself = Refusal.Invalid("user", "Nobody bans themselves.");

    public static readonly Refusal OwnAddress = Refusal.Invalid("address", "`address` holds your own address: you would be locked out. Send `force` if you mean it.");

    public static readonly Refusal NotStaff =
        new(RefusalCode.Forbidden, "Moderators cannot ban moderators or admins.", "Ask an admin.");

    public static Refusal? CheckReason(string? reason, string field = "reason") =>
        string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid(field, $"`{field}` must say why.") : CheckNote(reason, field);

    public static Refusal? CheckNote(string? note, string field) =>
        note is null || (note.Length <= MaxReason && TextRules.IsClean(note, allowLines: true))
            ? null
            : Refusal.Invalid(field, $"`{field}` has at most {MaxReason} characters, none of them a control character.");

    public static Refusal? CheckDevice(string? device) =>
        device is { Length: > 0 and <= MaxDevice } && TextRules.IsClean(device)
            ? null
            : Refusal.Invalid("device", $"`device` must have 1 to {MaxDevice} characters, none of them a control character.");
}
