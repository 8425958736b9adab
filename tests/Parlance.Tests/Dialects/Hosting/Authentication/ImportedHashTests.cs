using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Tests.Dialects.Hosting.Authentication;

/// <summary>The known hashes are of `pässword ☃` and come from Python's `hashlib.pbkdf2_hmac`, in the formats of Django and passlib.</summary>
public class ImportedHashTests
{
    private const string Password = "pässword ☃";
    private const string Cheap = "pbkdf2_sha256$1000$seasalt$fG9E6LqYwyo2MtUpn9PbltxEGYSIvx3ZOPTUiSTNly4=";

    private readonly CapturingLogger<IdentityPasswordHasher> _log = new();

    private IdentityPasswordHasher Hasher => field ??= new IdentityPasswordHasher(iterations: 10, _log);

    [Theory]
    [InlineData(Cheap)]
    [InlineData("pbkdf2_sha256$600000$Zx81bQ0a$j15K2Qt1xmh6sljv0nQ7rHUktWXA4+utWhKSrjgw5FE=")]
    [InlineData("pbkdf2_sha1$1000$seasalt$jprsPSi9wP1zipNpZL9zq6NEamY=")]
    [InlineData("$pbkdf2-sha256$29000$....AAECAwQFBgcICQoLDA$l32IUH8J.8nyoImX.RUpm7RwPkFErc4OtxBy1d.fl1s")]
    [InlineData("$pbkdf2-sha512$29000$....AAECAwQFBgcICQoLDA$0tsUENmWpCgCU0JdQ7p/JB89eacuKdeu6aZ5Psjmg5CwviHJJaOZSaqtvqWbxLT7l5M0b/Qv5AuocCGnxQcDvA")]
    [InlineData("$pbkdf2$29000$....AAECAwQFBgcICQoLDA$nXsToUFIvH2oZ2sPKn67ASfhfrE")]
    public void Hashes_of_other_servers_are_verified_and_to_be_replaced(string hash)
    {
        Hasher.Verify(hash, Password).ShouldBe(PasswordMatch.RightButWeak);
        Hasher.Verify(hash, Password + " ").ShouldBe(PasswordMatch.Wrong);
        Hasher.Verify(hash, "").ShouldBe(PasswordMatch.Wrong);
        _log.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW", "2b")]
    [InlineData("bcrypt_sha256$$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW", "bcrypt_sha256")]
    [InlineData("argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdA$aGFzaA", "argon2")]
    [InlineData("pbkdf2_sha256$2000000000$seasalt$fG9E6LqYwyo2MtUpn9PbltxEGYSIvx3ZOPTUiSTNly4=", "pbkdf2_sha256")]
    [InlineData("pbkdf2_sha256$0$seasalt$fG9E6LqYwyo2MtUpn9PbltxEGYSIvx3ZOPTUiSTNly4=", "pbkdf2_sha256")]
    [InlineData("pbkdf2_sha256$-1$seasalt$fG9E6LqYwyo2MtUpn9PbltxEGYSIvx3ZOPTUiSTNly4=", "pbkdf2_sha256")]
    [InlineData("pbkdf2_sha256$1000$seasalt$", "pbkdf2_sha256")]
    [InlineData("pbkdf2_sha256$1000$seasalt$not base64!", "pbkdf2_sha256")]
    [InlineData("$pbkdf2_sha256$1000$seasalt$fG9E6LqYwyo2MtUpn9PbltxEGYSIvx3ZOPTUiSTNly4=", "pbkdf2_sha256")]
    [InlineData("$$$", "unknown")]
    [InlineData("a b\n$c", "unknown")]
    public void What_cannot_be_verified_is_wrong_and_the_operator_is_told_once(string hash, string kind)
    {
        Hasher.Verify(hash, Password).ShouldBe(PasswordMatch.Wrong);
        Hasher.Verify(hash, "another").ShouldBe(PasswordMatch.Wrong);
        var told = _log.Entries.ShouldHaveSingleItem();
        told.Text.ShouldContain($"of the kind {kind} cannot be verified");
        told.Text.ShouldContain("new password");
    }

    [Theory]
    [InlineData("!")]
    [InlineData("!x8JkZ5tqg0mXvVdnqfbyLQZ3d1n0uRr2kYy1")] // how Django marks an account without a password
    [InlineData("")]
    [InlineData("secret")]
    public void Nobody_signs_in_where_there_is_no_hash(string hash) => Hasher.Verify(hash, hash).ShouldBe(PasswordMatch.Wrong);
}
