// SPDX-License-Identifier: MIT
pragma solidity 0.8.34;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice SOGNI that anyone mints; can be told to keep a fee of one wei, as odd tokens do.
contract SogniMock is ERC20("Sogni", "SOGNI") {
    bool public takesFee;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setTakesFee(bool takesFee_) external {
        takesFee = takesFee_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (takesFee && from != address(0)) super._update(to, address(1), 1);
    }
}

/// @notice Spark in two classes, moved and burned by whoever calls.
contract SparkMock {
    mapping(address owner => mapping(uint8 class => uint256)) public balanceOf;
    uint256[2] public supply;

    error SparkMockShort(address owner, uint8 class, uint256 balance, uint256 needed);

    function mint(address owner, uint256 amount, uint8 class) external {
        balanceOf[owner][class] += amount;
        supply[class] += amount;
    }

    function moveFrom(address owner, uint256 amount, uint8 class) external {
        _debit(owner, amount, class);
        balanceOf[msg.sender][class] += amount;
    }

    function moveTo(address owner, uint256 amount, uint8 class) external {
        _debit(msg.sender, amount, class);
        balanceOf[owner][class] += amount;
    }

    function burn(uint256 amount, uint8 class) external {
        _debit(msg.sender, amount, class);
        supply[class] -= amount;
    }

    function _debit(address owner, uint256 amount, uint8 class) private {
        uint256 balance = balanceOf[owner][class];
        require(balance >= amount, SparkMockShort(owner, class, balance, amount));
        balanceOf[owner][class] = balance - amount;
    }
}

/// @notice Pricing that says what it is told.
contract SparkRateMock {
    uint64 public sparkRate;

    function setSparkRate(uint64 rate) external {
        sparkRate = rate;
    }
}

/// @notice Registry of whom to pay for an operator or a model.
contract PayeeMock {
    mapping(address operator => address) public ownerOfOperator;
    mapping(address operator => address) public payoutOf;
    mapping(uint32 model => address) public accountOf;

    function setOperator(address operator, address owner, address payout) external {
        ownerOfOperator[operator] = owner;
        payoutOf[operator] = payout;
    }

    function setAccount(uint32 model, address account) external {
        accountOf[model] = account;
    }
}
