namespace Parlance.Core.Accounts;

internal static class AccountRefusals
{
    /// <summary>The same whether the account exists or not.</summary>
    public static readonly Refusal WrongCredentials =
        new(RefusalCode.WrongCredentials, "Name and password do not belong together.", "Check both; names are the same in capital and small letters, passwords are not.");

    public static readonly Refusal WrongCurrentPassword =
        new(RefusalCode.WrongCredentials, "The current password is not right.", "Type the password you signed in with.") { Field = "current_password" };

    public static readonly Refusal AlreadyMember =
        new(RefusalCode.Forbidden, "This account has a name and password already.", "Only guests become members; change the profile or the password instead.");

    public static readonly Refusal GuestsHaveNone =
        new(RefusalCode.Forbidden, "Guests have no username, password or e-mail address.", "Become a member first.");

    public static readonly Refusal WrongPassword =
        new(RefusalCode.WrongCredentials, "The password is not right.", "Type the password you signed in with.") { Field = "password" };

    public static readonly Refusal Removed =
        new(RefusalCode.NotFound, "The user was removed, and the key is not given again.", "Come back under another key, or none.");

    public static Refusal Taken(string field) => field == "email"
        ? new(RefusalCode.Taken, "Another account has this e-mail address.", "Sign in to that account, or give another address.") { Field = field }
        : new(RefusalCode.Taken, "Another account has this username.", "Choose another one, or sign in if it is yours.") { Field = field };
}
